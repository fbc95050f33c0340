import { useEffect } from 'preact/hooks';
import { carriesUris, droppedUris } from './completion.ts';
import { post } from './host.ts';

/** Takes files, folders and tabs that are dropped anywhere onto the page. VS Code lets a drag in while Shift is held. */
export function useDropping(): void {
  useEffect(() => {
    const mark = (isOver: boolean): void => {
      document.documentElement.classList.toggle('is-dropping', isOver);
    };
    const onDragOver = (event: DragEvent): void => {
      const { dataTransfer } = event;
      if (dataTransfer === null || !carriesUris(dataTransfer.types)) return;
      event.preventDefault();
      dataTransfer.dropEffect = 'copy';
      mark(true);
    };
    const onDragLeave = ({ relatedTarget }: DragEvent): void => {
      if (relatedTarget === null) mark(false);
    };
    const onDrop = (event: DragEvent): void => {
      mark(false);
      const uris = droppedUris((type) => event.dataTransfer?.getData(type) ?? '');
      if (uris.length === 0) return;
      event.preventDefault();
      post({ type: 'attachDropped', uris: uris.slice(0, 50) });
    };
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('dragleave', onDragLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('dragleave', onDragLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
}
