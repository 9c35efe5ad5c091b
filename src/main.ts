import { mountApp } from './app/mount';

mountApp();
