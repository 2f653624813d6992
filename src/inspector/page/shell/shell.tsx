/** The whole page. */
export function Shell({ mayLook }: { readonly mayLook: boolean }) {
  return <main>{mayLook ? 'peertape' : 'Open the address that peertape printed.'}</main>;
}
