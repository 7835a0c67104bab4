/** The words of the shop's domain events, which know nothing of callbacks. */
export const orderEvents = {
  stockReserved: { source: 'warehouse', detailType: 'StockReserved' },
  outOfStock: { source: 'warehouse', detailType: 'OutOfStock' },
  orderCancelled: { source: 'orders', detailType: 'OrderCancelled' },
} as const;
