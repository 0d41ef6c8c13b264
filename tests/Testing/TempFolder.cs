namespace Facilities.Testing;

/// <summary>An empty folder of its own, deleted with all that is in it when disposed. Usable as a class fixture.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("facilities-test-").FullName;

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Full path of something in it, which need not exist.</summary>
    public string File(string relative) => System.IO.Path.Combine(Path, relative);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // A test may have deleted it itself.
        }
    }
}
