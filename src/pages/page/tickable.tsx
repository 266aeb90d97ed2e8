import { Checkbox, Inline, Label } from '@forge/react';
import { type ReactElement, type ReactNode } from 'react';

/** A thing with a box to tick. The thing is the box's name, as it is shown anywhere else: with its link, or its picture. */
export function Tickable({
  id,
  isTicked,
  toggle,
  children,
}: {
  /** Of the box; no other field of the page has it. */
  id: string;
  isTicked: boolean;
  toggle: () => void;
  children: ReactNode;
}): ReactElement {
  return (
    <Inline space="space.050" alignBlock="center">
      <Checkbox id={id} isChecked={isTicked} onChange={toggle} />
      <Label labelFor={id}>{children}</Label>
    </Inline>
  );
}
