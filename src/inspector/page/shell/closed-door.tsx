import { Code } from '../parts/code.tsx';
import type { Session } from '../store/session.ts';
import { Logo } from './logo.tsx';

/** Why nothing is shown, and what to do. */
export function ClosedDoor({ why }: { readonly why: Exclude<Session, 'open'> }) {
  return (
    <main class="closed-door">
      <Logo />
      <h1>{why === 'lost' ? 'peertape does not answer' : 'This page needs its whole address'}</h1>
      {why === 'lost' ? (
        <p>
          It may have been ended. Start it again with <Code text="peertape inspect" />, and open the
          address that it prints.
        </p>
      ) : (
        <p>
          Open the address that peertape printed, with all that stands behind the <Code text="#" />.
          It changes with each start, so that no other page can look.
        </p>
      )}
    </main>
  );
}
