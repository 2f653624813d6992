import { CleanText } from './clean-text.tsx';

/** What a machine wrote, or is to read. */
export function Code({ text }: { readonly text: string }) {
  return (
    <code>
      <CleanText text={text} />
    </code>
  );
}
