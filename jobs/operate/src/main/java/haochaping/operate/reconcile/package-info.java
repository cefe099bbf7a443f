/** Whether the tables are what the topics, and each other, say they must be. */
package haochaping.operate.reconcile;
