/** The monthly bulletin (月度通报). */
package haochaping.assess.bulletin;
