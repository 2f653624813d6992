/** Shown only when it takes long enough to be wondered about. */
export function Loading({ what = 'Loading' }: { readonly what?: string }) {
  return (
    <div class="standing loading" role="status">
      <p>{what} …</p>
    </div>
  );
}
