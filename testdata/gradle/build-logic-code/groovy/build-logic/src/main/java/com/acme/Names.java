package com.acme;
public class Names {
    public static final String[] ALL = {"a.b:one:1", "a.b:two:1"};
    public static final List<String> PUSH = Arrays.asList("xiaomi", "huawei");
    public static class Nested { public static final String DEEP = "a.b:deep:1"; }
    public static String latest(String name) {
        if (name == null) throw new IllegalArgumentException("x.no:thrown:1");
        return "com.umeng.umsdk:" + name + ":+";
    }
}
