import { type ControlMemory } from '../posture/compare';
import { type Life, isOpen } from '../terms/life';

const taken = (life: Life): Life => {
  if (!isOpen(life) && life.state !== 'suspected') return life;
  const { growing, ...rest } = life;
  const members = [...life.known, ...(growing?.members ?? [])];
  return { ...rest, baseline: true, added: [], known: [...new Set(members)], origin: 'site' };
};

/** Takes what is open now as the starting point: shown, and not filed unless it gets worse. */
export const withBaseline = (memory: ControlMemory): ControlMemory => ({
  ...memory,
  lives: memory.lives.map(taken),
});
