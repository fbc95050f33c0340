import type * as vscode from 'vscode';
import { ProgressType } from 'vscode-languageclient/node';
import {
  attachmentsRequest,
  chatRequest,
  checkBackEndRequest,
  commandsRequest,
  functionRequest,
  labelRequest,
  labelsRequest,
  linkRequest,
  markRequest,
  modelsRequest,
  previewRequest,
  verifyAuditRequest,
} from '../protocol/messages.ts';
import type { Attachment, AttachmentFate, AttachmentsParams, AttachmentsResult } from '../protocol/attachment.ts';
import type { VerifyAuditResult } from '../protocol/audit.ts';
import type { CheckBackEndParams, CheckBackEndResult } from '../protocol/backEndReport.ts';
import type { ChatParams, ChatPartial, ChatResult } from '../protocol/chat.ts';
import type { CommandsResult, CommandView, FunctionParams, FunctionResult } from '../protocol/command.ts';
import type { Label } from '../protocol/label.ts';
import type { MarkResult } from '../protocol/mark.ts';
import type { ModelsParams, ModelsResult, ServiceName } from '../protocol/models.ts';
import type { PreviewParams, PreviewResult } from '../protocol/preview.ts';
import type { LinkParams, LinkResult } from '../protocol/link.ts';
import type { LabelParams, LabelResult, LabelsResult } from '../protocol/status.ts';
import type { VigieClient } from './languageClient.ts';

const progressType = new ProgressType<ChatPartial>();

/** What the server can be asked. */
export abstract class ServerRequests {
  #turns = 0;

  /** The client of a server that runs. @throws where none does */
  protected abstract running(): Promise<VigieClient>;

  /**
   * Sends one chat turn.
   * @param onPartial called with the verdict, and then with each piece of the answer, in order
   * @param cancelled stops the model; the result then tells what came until then
   * @throws where the server does not run, or ends before it has answered
   */
  async chat(
    params: Omit<ChatParams, 'partialResultToken'>,
    onPartial: (partial: ChatPartial) => void,
    cancelled: vscode.CancellationToken,
  ): Promise<ChatResult> {
    const client = await this.running();
    this.#turns += 1;
    const partialResultToken = `chat-${this.#turns}`;
    const listening = client.onProgress(progressType, partialResultToken, onPartial);
    try {
      return await client.sendRequest<ChatResult>(chatRequest, { ...params, partialResultToken }, cancelled);
    } finally {
      listening.dispose();
    }
  }

  /** Asks for a document's label. @param service as for `attachments` @throws as `chat` does */
  async label(uri: vscode.Uri, service?: ServiceName): Promise<LabelResult> {
    const client = await this.running();
    return client.sendRequest<LabelResult>(labelRequest, { uri: client.code2ProtocolConverter.asUri(uri), service } satisfies LabelParams);
  }

  /**
   * Asks what would become of attachments if they were sent now, in their order.
   * @param service where to; left out: where the settings say
   * @throws as `chat` does
   */
  async attachments(attachments: Attachment[], service?: ServiceName): Promise<AttachmentFate[]> {
    const client = await this.running();
    return (await client.sendRequest<AttachmentsResult>(attachmentsRequest, { attachments, service } satisfies AttachmentsParams)).fates;
  }

  /** Asks which commands there are behind `/`. @throws as `chat` does */
  async commands(): Promise<CommandView[]> {
    const client = await this.running();
    return (await client.sendRequest<CommandsResult>(commandsRequest)).commands;
  }

  /** Asks which function stands around a place. @throws as `chat` does */
  async functionAround(uri: vscode.Uri, position: FunctionParams['position']): Promise<FunctionResult> {
    const client = await this.running();
    return client.sendRequest<FunctionResult>(functionRequest, { uri: client.code2ProtocolConverter.asUri(uri), position });
  }

  /** Asks whether an address that a model wrote may be opened. @throws as `chat` does */
  async link(params: LinkParams): Promise<LinkResult> {
    const client = await this.running();
    return client.sendRequest<LinkResult>(linkRequest, params);
  }

  /** Asks for the labels of many files by their paths alone, at most 1,000, in their order. @throws as `chat` does */
  async labels(uris: readonly vscode.Uri[]): Promise<Label[]> {
    const client = await this.running();
    const asked = uris.map((uri) => client.code2ProtocolConverter.asUri(uri));
    return (await client.sendRequest<LabelsResult>(labelsRequest, { uris: asked })).labels;
  }

  /** Asks what would be sent; nothing is. @throws as `chat` does */
  async preview(params: PreviewParams): Promise<PreviewResult> {
    const client = await this.running();
    return client.sendRequest<PreviewResult>(previewRequest, params);
  }

  /** Asks which models there are; one chat server is asked for its list. @throws as `chat` does */
  async models(params: ModelsParams, cancelled: vscode.CancellationToken): Promise<ModelsResult> {
    const client = await this.running();
    return client.sendRequest<ModelsResult>(modelsRequest, params, cancelled);
  }

  /** Has a file marked as sensitive in its folder's rules, or taken out of them. @throws as `chat` does */
  async mark(uri: vscode.Uri, sensitive: boolean, confirmed = false): Promise<MarkResult> {
    const client = await this.running();
    return client.sendRequest<MarkResult>(markRequest, { uri: client.code2ProtocolConverter.asUri(uri), sensitive, confirmed });
  }

  /** Has the servers asked what they can do and how fast. @throws as `chat` does */
  async checkBackEnd(params: CheckBackEndParams, cancelled: vscode.CancellationToken): Promise<CheckBackEndResult> {
    const client = await this.running();
    return client.sendRequest<CheckBackEndResult>(checkBackEndRequest, params, cancelled);
  }

  /** Verifies the audit log of this machine. @throws as `chat` does, and where a file of the log cannot be read */
  async verifyAudit(): Promise<VerifyAuditResult> {
    const client = await this.running();
    return client.sendRequest<VerifyAuditResult>(verifyAuditRequest);
  }
}
