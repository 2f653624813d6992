import type { Happening } from '../../protocol/inputs.ts';
import type { LinkEvent } from '../../streams/link.ts';

/** What befalls a link, as the node is told of it. */
export function inputOf(link: string, event: LinkEvent): Happening {
  switch (event.type) {
    case 'secured':
      return { type: 'link.secured', link, peer: event.peer };
    case 'bytes':
      return { type: 'link.bytes', link, chunks: event.chunks };
    case 'congested':
      return { type: 'link.congested', link };
    case 'drained':
      return { type: 'link.drained', link };
    case 'ended':
      return { type: 'link.ended', link };
    case 'closed':
      return { type: 'link.closed', link, code: event.code };
  }
}
