import { Empty } from '../parts/empty.tsx';

export function NotYet() {
  return <Empty title="Not yet" />;
}
