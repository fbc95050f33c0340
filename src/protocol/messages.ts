import {
  NotificationType,
  ProgressType,
  RequestType,
} from 'vscode-languageserver-protocol';
import type { ChatParams, ChatProgress, ChatResult } from './chat.ts';
import type { LabelParams, LabelResult, Status } from './status.ts';

/** Client to server. Streams `ChatProgress` under `partialResultToken`; LSP's cancellation stops the model. */
export const chatRequest = new RequestType<ChatParams, ChatResult, void>('vigie/chat');
export const chatProgress = new ProgressType<ChatProgress>();

/** Client to server. */
export const labelRequest = new RequestType<LabelParams, LabelResult, void>('vigie/label');

/** Client to server: all API keys, by the origin they are bound to. Replaces those given before. */
export const keysNotification = new NotificationType<{ keys: Record<string, string> }>('vigie/keys');

/** Client to server: whether the person trusts the workspace. Nothing is sent from one that is not trusted. */
export const trustNotification = new NotificationType<{ trusted: boolean }>('vigie/trust');

/** Server to client. */
export const statusNotification = new NotificationType<Status>('vigie/status');

