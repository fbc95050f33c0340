import type { BrowserContext, Page } from '../../scripts/host/playwright.d.ts';

/** What a page's scripts hold, after the garbage has been collected. */
export interface Heap {
  /** Bytes by what V8 calls the kind of a node: `code` is what it has compiled and noted of it, `native` the browser's own. */
  readonly bytes: Readonly<Record<string, number>>;
  /** Every text that is held. */
  readonly texts: readonly string[];
}

/** The part that is read of V8's format of heap snapshots: a node is so many numbers, one of each field. */
interface Snapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly [readonly string[]] } };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** Looks at the heap of a page by the protocol of Chromium's tools. */
export async function heapOf(page: Page, context: BrowserContext): Promise<Heap> {
  const session = await context.newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const { snapshot, nodes, strings } = JSON.parse(chunks.join('')) as Snapshot;
  const { node_fields: fields, node_types: [kinds] } = snapshot.meta;
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field)) as [number, number, number];
  const bytes: Record<string, number> = {};
  const texts: string[] = [];
  for (let node = 0; node < nodes.length; node += fields.length) {
    const kind = kinds[nodes[node + type] ?? -1] ?? '';
    bytes[kind] = (bytes[kind] ?? 0) + (nodes[node + size] ?? 0);
    if (kind === 'string') texts.push(strings[nodes[node + name] ?? -1] ?? '');
  }
  return { bytes, texts };
}
