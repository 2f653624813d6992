import type { ComponentType } from 'preact';
import type { View } from '../store/address.ts';
import { NotYet } from './not-yet.tsx';

export const viewParts: Readonly<Record<View, ComponentType>> = {
  chart: NotYet,
  sequence: NotYet,
  overlay: NotYet,
};
