import styles from './Skeleton.module.css'

/** The place of data that is on its way; as high as the data will be, so that nothing jumps. */
export function Skeleton({ height = '1.25rem', width = '100%' }: { height?: string; width?: string }) {
  return <span className={styles.skeleton} style={{ height, width }} aria-hidden="true" />
}
