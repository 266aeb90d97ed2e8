import Lozenge from '@atlaskit/lozenge';
import { type Status } from './work-item';

/** A status in the colour of its category. */
export function StatusLozenge({
  status,
  spacing = 'default',
}: {
  status: Status;
  /** `spacious` is as high as a button. */
  spacing?: 'default' | 'spacious';
}) {
  return (
    <Lozenge appearance={appearanceOf(status)} spacing={spacing}>
      {status.name}
    </Lozenge>
  );
}

/** The colour of a status: that of its category, as everywhere in Jira. */
export function appearanceOf({ statusCategory: { key } }: Status): 'success' | 'inprogress' | 'default' {
  if (key === 'done') return 'success';
  return key === 'indeterminate' ? 'inprogress' : 'default';
}
