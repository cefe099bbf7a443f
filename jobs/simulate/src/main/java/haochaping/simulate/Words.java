package haochaping.simulate;

/** Names and sentences. The people are invented. */
final class Words {
  private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
  private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉梅建国红波辉鹏宇浩凯晨欣怡佳琪志远文博雨";

  static final byte[][] GOOD = {
    bytes("工作人员很耐心，一次就办好了"),
    bytes("效率很高，点赞"),
    bytes("在手机上就办完了，不用跑"),
    bytes("窗口同志服务热情，讲解清楚"),
    bytes("材料清单一目了然，谢谢"),
    bytes("比以前方便多了"),
  };
  static final byte[][] MIDDLE = {
    bytes("还可以，就是人有点多"), bytes("办是办成了，停车不方便"), bytes("指南能再清楚一点就好了"), bytes("态度一般，事情办了"),
  };
  static final byte[][] BAD = {
    bytes("等了很久，窗口换人三次"),
    bytes("同样的证明要我交了两遍"),
    bytes("说好三天，半个月还没有结果"),
    bytes("问什么都说不知道，让自己上网查"),
    bytes("跑了三个部门都说不归他们管"),
    bytes("网上预约了，到大厅还要重新取号"),
    bytes("指南上没有的材料也要交"),
    bytes("态度生硬，话没说完就让下一位"),
  };

  private Words() {}

  private static byte[] bytes(String text) {
    return JsonBytes.utf8(text);
  }

  /** The same name for the same number. */
  static String name(long number) {
    long mixed = (number * 0x9E3779B97F4A7C15L) >>> 16;
    int surname = (int) (mixed % SURNAMES.length());
    mixed /= SURNAMES.length();
    int first = (int) (mixed % GIVEN.length());
    mixed /= GIVEN.length();
    String name = "" + SURNAMES.charAt(surname) + GIVEN.charAt(first);
    return mixed % 3 == 0 ? name : name + GIVEN.charAt((int) (mixed / 3 % GIVEN.length()));
  }
}
