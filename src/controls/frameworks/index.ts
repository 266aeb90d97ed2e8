import { type ControlId } from '../../domain/control-attributes';
import { ccmV4 } from './ccm-v4';
import { cisV8 } from './cis-v8';
import { type Framework } from './framework';
import { gdpr } from './gdpr';
import { iso27001 } from './iso-27001';
import { nistCsf } from './nist-csf';
import { soc2 } from './soc-2';

export { type Framework } from './framework';

export const FRAMEWORKS: readonly Framework[] = [iso27001, soc2, nistCsf, cisV8, ccmV4, gdpr];

/** The identifiers that a control serves, by framework. Omits frameworks without any. */
export const frameworksOf = (
  control: ControlId,
): readonly { readonly framework: Framework; readonly identifiers: readonly string[] }[] =>
  FRAMEWORKS.flatMap(framework => {
    const identifiers = framework.identifiersByControl[control] ?? [];
    return identifiers.length === 0 ? [] : [{ framework, identifiers }];
  });
