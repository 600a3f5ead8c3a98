export const open = null
