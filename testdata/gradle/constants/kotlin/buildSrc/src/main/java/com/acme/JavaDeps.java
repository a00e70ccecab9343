package com.acme;

public final class JavaDeps {
    private static final String VERSION = "3.0"; // ^jversion
    public static final String BUGLY = "com.tencent.bugly:crashreport:" + VERSION; // ^bugly
    public static final String UNUSED = "a:unused:1";

    public static class Inner {
        public static String jpush = "cn.jiguang.sdk:jpush:5.0";
    }

    public static String of(String name) {
        return String.format("a:%s:1", name);
    }
}
