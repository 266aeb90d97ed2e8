import { Checkbox, Inline, Label } from '@forge/react';
import { type ReactElement, type ReactNode } from 'react';

/** A checkbox whose label is rendered content, such as a link or a person with a picture. */
export function LabeledCheckbox({
  id,
  isChecked,
  onToggle,
  children,
}: {
  /** The ID of the checkbox, unique on the page. */
  id: string;
  isChecked: boolean;
  onToggle: () => void;
  children: ReactNode;
}): ReactElement {
  return (
    <Inline space="space.050" alignBlock="center">
      <Checkbox id={id} isChecked={isChecked} onChange={onToggle} />
      <Label labelFor={id}>{children}</Label>
    </Inline>
  );
}
