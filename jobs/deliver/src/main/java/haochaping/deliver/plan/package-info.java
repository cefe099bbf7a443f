/** What is told to whom and when: a fold of events, without a clock and without connections. */
package haochaping.deliver.plan;
