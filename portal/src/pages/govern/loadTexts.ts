import { i18n } from '@lingui/core'
import { messages } from './locales/en.po'

// The texts of these pages come with their scripts, not with the first one.
i18n.load('en', messages)
