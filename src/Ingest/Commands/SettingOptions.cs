using System.CommandLine;

namespace Facilities.Ingest.Commands;

/// <summary>
/// The settings that every command understands, declared so that <c>--help</c> lists them and a typing error is caught.
/// Their values reach the program through the configuration, like those of the file and the environment.
/// </summary>
internal static class SettingOptions
{
    private static readonly (string Name, string Description)[] Known =
    [
        ("--urls", "Addresses of pages, REST and health; http://localhost:5080."),
        ("--Mqtt:Address", "Address that devices connect to; 127.0.0.1. * is every address."),
        ("--Mqtt:Port", "Port that devices connect to; 1883."),
        ("--Mqtt:MaximumPacketSizeBytes", "Longer packets are refused; 2097152."),
        ("--Data:Path", "Folder of databases, journal and files; ./data. One process at a time."),
        ("--Clock:Speed", "How many times faster than real the site clock runs; only with --demo."),
        ("--Database:ConnectionString", "PostgreSQL; SQLite files in the data folder when empty."),
        ("--Journal:LimitBytes", "Size of the journal at which publishers are held back; 4294967296."),
        ("--Detection:SaveEverySeconds", "How often the detectors' state is saved; 15."),
    ];

    public static bool IsSetting(string name) =>
        name.Equals("--demo", StringComparison.OrdinalIgnoreCase) || Known.Any(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static void AddTo(Command command)
    {
        foreach (var (name, description) in Known)
            command.Options.Add(new Option<string>(name) { Description = description, Recursive = true });
        command.Options.Add(new Option<bool>("--demo") { Description = "Seeded sites, anonymous devices from this machine, accounts printed at start.", Recursive = true });
    }
}
