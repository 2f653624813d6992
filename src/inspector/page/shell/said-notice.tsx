import { said } from '../store/said.ts';

/** Always there, so that screen readers hear each change of it. */
export function SaidNotice() {
  return (
    <div class={`said ${said.value === null ? '' : 'is-said'}`} role="status">
      {said.value}
    </div>
  );
}
