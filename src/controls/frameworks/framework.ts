import { type ControlId } from '../../domain/control-attributes';

/** A framework, and its identifiers that a control serves. Only identifiers, because we may not republish the texts. */
export interface Framework {
  readonly id: string;
  readonly name: string;
  readonly identifiersByControl: Readonly<Partial<Record<ControlId, readonly string[]>>>;
  /** Identifiers that the app as a whole serves, independent of its controls. */
  readonly appIdentifiers?: readonly string[];
}
