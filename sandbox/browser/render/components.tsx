import { buttons } from './buttons';
import { charts } from './charts/charts';
import { type UiKitComponent } from './component-names';
import { type ComponentRenderers, type ComponentRenderer } from './component-renderers';
import { feedback } from './feedback';
import { choices } from './forms/choices';
import { dates } from './forms/dates';
import { form } from './forms/form';
import { inlineEdit } from './forms/inline-edit';
import { select } from './forms/select';
import { textFields } from './forms/text-fields';
import { userPicker } from './forms/user-picker';
import { layout } from './layout';
import { media } from './media';
import { overlays } from './overlays';
import { people } from './people';
import { placeholders } from './placeholders';
import { tables } from './tables';
import { tabs } from './tabs';
import { text } from './text';

/** How each UI Kit component is drawn: one entry for every one that there is. */
export const COMPONENTS: ComponentRenderers = {
  ...layout,
  ...text,
  ...buttons,
  ...form,
  ...textFields,
  ...choices,
  ...select,
  ...dates,
  ...userPicker,
  ...inlineEdit,
  ...tables,
  ...tabs,
  ...feedback,
  ...overlays,
  ...charts,
  ...people,
  ...media,
  ...placeholders,
} satisfies Record<UiKitComponent, ComponentRenderer>;
