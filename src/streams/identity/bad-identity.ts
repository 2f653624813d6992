/** What was read as an identity is none. */
export class BadIdentity extends Error {
  override readonly name = 'BadIdentity';
}
