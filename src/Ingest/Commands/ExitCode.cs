namespace Facilities.Ingest.Commands;

/// <summary>What a script can tell from a command's end. Part of the interface: never renumbered.</summary>
public static class ExitCode
{
    public const int Success = 0;

    /// <summary>The command ran and its answer is bad news (a broken chain, a damaged store), or something failed on the way.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the settings are wrong.</summary>
    public const int Usage = 2;

    /// <summary>The data folder belongs to another process or can't be written.</summary>
    public const int DataFolder = 3;

    /// <summary>An address or port can't be listened on.</summary>
    public const int Address = 4;
}
