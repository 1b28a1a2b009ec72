/**
 * Under which names what this device keeps for its household lies on its shelf. They stand apart from what keeps it: leaving the household
 * has to name all of it, and the first screen waits for none.
 */
export const calendarTokenName = 'calendar-token';
export const choicesName = 'choices';
export const divertsName = 'diverts';
export const keptDayName = 'day';
export const logAwaitedName = 'log-awaited';
export const logFoundName = 'log-found';
export const logListedName = 'log-listed';
export const rulesName = 'rules';
export const sealingKeysName = 'carrier-sealing-keys';
