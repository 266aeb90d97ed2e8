import { controls } from '../controls';
import { type Control } from '../controls/define';
import { ApiError } from './answer';
import { type ControlFacts } from './contract/facts';

/** What a page may know of a control. */
export const factsOf = (control: Control): ControlFacts => ({
  id: control.id,
  version: control.version,
  area: control.area,
  weight: control.weight,
  review: control.review,
  proof: control.proof,
  fixer: control.fixer,
  ...(control.statement === undefined
    ? {}
    : {
        statement: {
          validMonths: control.statement.validMonths,
          fields: control.statement.fields.map(({ name, kind, choices, optional }) => ({
            name,
            kind,
            optional: optional === true,
            ...(choices === undefined ? {} : { choices: [...choices] }),
          })),
        },
      }),
});

export const allFacts = (): ControlFacts[] => controls.map(factsOf);

/** @throws ApiError `invalid` where there is no such control. */
export function controlNamed(id: string): Control {
  const control = controls.find(each => each.id === id);
  if (control === undefined)
    throw new ApiError({ code: 'invalid', fields: [{ path: 'control', why: 'unknown' }] });
  return control;
}
