/* The functions that manifest.yml names. Each UI module has one of its own, so that none can be called through another. */

export { adminApi } from './api/admin-api';
export { configureApi } from './api/configure-api';
export { panelApi } from './api/panel-api';
export { onLifecycle, onSiteEvent, onSweep, onTick, onWorkItemEvent } from './sweep/handlers';
