/** A key, as it stands on it. */
export function KeyHint({ name }: { readonly name: string }) {
  return <kbd class="key">{name}</kbd>;
}
