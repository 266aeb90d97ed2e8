import { controls } from '../controls';
import { type Control } from '../controls/define-control';
import { ApiError } from './api-response';
import { type ControlDefinition } from './contract/control-definition';

export const buildControlDefinition = (control: Control): ControlDefinition => ({
  id: control.id,
  version: control.version,
  area: control.area,
  weight: control.weight,
  review: control.review,
  proof: control.proof,
  fixer: control.fixedBy,
  ...(control.attestation === undefined
    ? {}
    : {
        attestation: {
          validMonths: control.attestation.validMonths,
          fields: control.attestation.fields.map(({ name, kind, choices, optional }) => ({
            name,
            kind,
            optional: optional === true,
            ...(choices === undefined ? {} : { choices: [...choices] }),
          })),
        },
      }),
});

export const allControlDefinitions = (): ControlDefinition[] => controls.map(buildControlDefinition);

/** @throws ApiError `invalid` if the control doesn't exist. */
export function requireControl(id: string): Control {
  const control = controls.find(each => each.id === id);
  if (control === undefined)
    throw new ApiError({ code: 'invalid', fields: [{ path: 'control', why: 'unknown' }] });
  return control;
}
