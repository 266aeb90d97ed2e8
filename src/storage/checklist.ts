import { type Checklist, checklistShape } from '../terms/checklist';
import { readValue, writeValue } from './values';

const KEY = 'checklist';

/** @returns undefined before the first judging, or where an older version wrote it. */
export const readChecklist = (): Promise<Checklist | undefined> => readValue(KEY, checklistShape);

export const writeChecklist = (checklist: Checklist): Promise<void> => writeValue(KEY, checklist);
