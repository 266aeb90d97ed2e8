import Lozenge from '@atlaskit/lozenge';
import { type Status } from './work-item';

/** A status in the colour of its category. */
export function StatusLozenge({ status }: { status: Status }) {
  return <Lozenge appearance={appearanceOf(status.statusCategory.key)}>{status.name}</Lozenge>;
}

function appearanceOf(category: string): 'success' | 'inprogress' | 'default' {
  if (category === 'done') return 'success';
  return category === 'indeterminate' ? 'inprogress' : 'default';
}
