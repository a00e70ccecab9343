public class Library {
    private final String path;
    boolean local;
    static final java.util.Map<String, String> MORE = new java.util.HashMap<>();
    static {
        MORE.put("late", "a:late:1"); // ^late
    }
    Library(java.util.Map<String, String> values) { path = values.get("path"); } // ^set
    public Library(String path, boolean isLocal) {
        this.path = path;
        local = isLocal;
    }
    public String getPath() { return path; }
}
