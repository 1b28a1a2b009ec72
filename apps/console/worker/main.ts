import { keepShell, type ShellList } from '@latchkey/web-kit/worker';

declare const self: ServiceWorkerGlobalScope & { readonly latchkeyShell: ShellList };

keepShell({ scope: self, list: self.latchkeyShell });
