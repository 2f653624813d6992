import { cleanPieces, signOf } from './clean-pieces.ts';

/** What others have written. It stays among itself: letters written from right to left do not move what stands beside. */
export function CleanText({ text }: { readonly text: string }) {
  return (
    <bdi>
      {cleanPieces(text).map((piece) =>
        typeof piece === 'string' ? piece : <span class="harmless">{signOf(piece.code)}</span>,
      )}
    </bdi>
  );
}
