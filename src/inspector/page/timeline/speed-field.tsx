import { speed } from '../store/player.ts';
import { speeds } from '../store/speeds.ts';

/** How fast it is played. */
export function SpeedField() {
  return (
    <select
      class="field speed"
      aria-label="How fast it is played"
      title="How fast it is played: as many times as fast as it was recorded, or so many turns a second"
      value={speed.value.name}
      onChange={({ currentTarget }) => {
        speed.value = speeds.find(({ name }) => name === currentTarget.value) ?? speed.value;
      }}
    >
      {speeds.map(({ name }) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}
