import { type Checklist, checklistShape } from '../terms/checklist';
import { type Write } from './transaction';
import { readValue } from './values';

const KEY = 'checklist';

/** @returns undefined before the first judging, or where an older version wrote it. */
export const readChecklist = (): Promise<Checklist | undefined> => readValue(KEY, checklistShape);

export const checklistWrite = (checklist: Checklist): Write => ({ key: KEY, value: checklist });
