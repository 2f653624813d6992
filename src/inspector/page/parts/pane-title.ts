import { createContext, type ComponentChildren } from 'preact';

/** What stands where the titles of panes would, if something else says which one it is: tabs, for one. */
export const PaneTitle = createContext<ComponentChildren>(null);
