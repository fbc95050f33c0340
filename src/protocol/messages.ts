/*
 * The messages beyond LSP, by name. Both sides import these names and the types beside them, and each uses its own
 * LSP library to send them.
 */

/** Request, client to server: `ChatParams` to `ChatResult`. Streams `ChatProgress`; cancelling stops the model. */
export const chatRequest = 'vigie/chat';

/** Request, client to server, without parameters: to `CommandsResult`. */
export const commandsRequest = 'vigie/commands';

/** Request, client to server: `FunctionParams` to `FunctionResult`. */
export const functionRequest = 'vigie/function';

/** Request, client to server: `LabelParams` to `LabelResult`. */
export const labelRequest = 'vigie/label';

/** Request, client to server: `AttachmentsParams` to `AttachmentsResult`. */
export const attachmentsRequest = 'vigie/attachments';

/** Request, client to server: `LabelsParams` to `LabelsResult`. */
export const labelsRequest = 'vigie/labels';

/** Request, client to server: `PreviewParams` to `PreviewResult`. */
export const previewRequest = 'vigie/preview';

/** Request, client to server: `ModelsParams`, which may be left out, to `ModelsResult`. One chat server is asked for its list. */
export const modelsRequest = 'vigie/models';

/** Request, client to server: `LinkParams` to `LinkResult`. */
export const linkRequest = 'vigie/link';

/** Request, client to server: `MarkParams` to `MarkResult`. */
export const markRequest = 'vigie/mark';

/** Request, client to server, without parameters: to `CheckBackEndResult`. Cancelling ends what is being asked. */
export const checkBackEndRequest = 'vigie/checkBackEnd';

/** Request, client to server, without parameters: to `VerifyAuditResult`. */
export const verifyAuditRequest = 'vigie/verifyAudit';

/** Notification, client to server: `Keys`, all of them; they replace those given before. */
export const keysNotification = 'vigie/keys';

/** Notification, client to server: `NetworkParams`, all of them; they hold from the next request on. */
export const networkNotification = 'vigie/network';

/** Notification, client to server: `Trust`. Nothing is sent from a workspace that is not trusted. */
export const trustNotification = 'vigie/trust';

/** Notification, server to client: `Status`. */
export const statusNotification = 'vigie/status';

/** Notification, server to client, without parameters: labels that were told before may be others now. */
export const labelsChangedNotification = 'vigie/labelsChanged';

/** Notification, server to client, without parameters: the commands that were told before may be others now. */
export const commandsChangedNotification = 'vigie/commandsChanged';
