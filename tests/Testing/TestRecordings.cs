namespace Facilities.Testing;

/// <summary>Where the recordings of real equipment are: <c>FACILITIES_TEST_DATA</c>, else the first <c>shared/data</c> in or beside a folder above the test assembly.</summary>
public static class TestRecordings
{
    /// <summary>Full path, or null when there are none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Full path of one recording or folder, e.g. <c>skab/valve1/8.csv</c>.</summary>
    /// <exception cref="FileNotFoundException">It isn't there, or there are no recordings at all.</exception>
    public static string PathOf(string relative)
    {
        var path = Folder is null ? relative : Path.Combine(Folder, relative);
        return Path.Exists(path) ? path : throw new FileNotFoundException("The recording is missing; set FACILITIES_TEST_DATA.", path);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FACILITIES_TEST_DATA") is { Length: > 0 } stated) return Directory.Exists(stated) ? Path.GetFullPath(stated) : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}
