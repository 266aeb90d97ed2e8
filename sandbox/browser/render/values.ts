/** The values that Atlaskit knows for properties which several components share. */

export const SPACES = [
  'space.0',
  'space.025',
  'space.050',
  'space.075',
  'space.100',
  'space.150',
  'space.200',
  'space.250',
  'space.300',
  'space.400',
  'space.500',
  'space.600',
  'space.800',
  'space.1000',
] as const;

export const ALIGN_BLOCK = ['start', 'center', 'end', 'stretch', 'baseline'] as const;
export const ALIGN_INLINE = ['start', 'center', 'end', 'stretch'] as const;
export const GROW = ['hug', 'fill'] as const;
export const SPREAD = ['space-between'] as const;
