using System.CommandLine;

namespace Facilities.Ingest.Commands;

/// <summary>
/// The settings that every command understands, declared so that <c>--help</c> lists them and a typing error is caught.
/// Their values reach the program through the configuration, like those of the file and the environment.
/// </summary>
public static class SettingOptions
{
    private static readonly (string Name, string Description)[] Known =
    [
        ("--urls", "Addresses of REST and health; http://localhost:5081 (the dashboard: 5080)."),
        ("--Https:Certificate", "PEM file of the certificate for addresses with https, and of those between it and its authority, or PKCS#12."),
        ("--Https:Key", "PEM file of its private key."),
        ("--Https:PasswordFile", "File whose first line opens Https:Certificate, if that is PKCS#12 (.pfx)."),
        ("--Mqtt:Address", "Address that devices connect to; 127.0.0.1. * is every address."),
        ("--Mqtt:Port", "Port that devices connect to; 1883. none: only TLS."),
        ("--Mqtt:Tls:Port", "Port for MQTT over TLS, usually 8883; none without it."),
        ("--Mqtt:Tls:Certificate", "PEM file of its certificate, with those between it and its authority, or PKCS#12; that of Https:Certificate."),
        ("--Mqtt:Tls:Key", "PEM file of its private key."),
        ("--Mqtt:Tls:PasswordFile", "File whose first line opens a PKCS#12 file."),
        ("--Mqtt:MaximumConnections", "Open connections in all; 15000."),
        ("--Mqtt:MaximumConnectionsPerAddress", "Of one address, but loopback; 1000."),
        ("--Mqtt:ConnectTimeout", "From accept to CONNECT, and for the TLS handshake; 00:00:10."),
        ("--Mqtt:DevicePublishesPerSecond", "Of a credential of one asset; 100. 0: no limit."),
        ("--Mqtt:SitePublishesPerSecond", "Of a credential of one site; 5000. 0: no limit."),
        ("--Mqtt:GatewayPublishesPerSecond", "Of a credential of every site; 0, no limit."),
        ("--Mqtt:PublishPatience", "How long faster publishing is only held back; 00:10:00."),
        ("--Mqtt:MaximumSubscriptionsPerSession", "1000."),
        ("--Mqtt:MaximumTopicLengthBytes", "1024."),
        ("--Mqtt:MaximumTopicLevels", "32."),
        ("--Mqtt:MaximumQueuedBytes", "Waiting for one session; 8388608."),
        ("--Mqtt:MaximumPacketSizeBytes", "Longer packets are refused; 2097152."),
        ("--Data:Path", "Folder of databases, journal and files; ./data. One process at a time."),
        ("--Clock:Speed", "How many times faster than real the site clock runs; only with --demo."),
        ("--Database:ConnectionString", "PostgreSQL; SQLite files in the data folder when empty."),
        ("--Database:ConnectionStringFile", "File whose first line is the connection string."),
        ("--Database:Password", "Password, if the connection string has none; better by file."),
        ("--Database:PasswordFile", "File whose first line is the password."),
        ("--Telemetry:Store", "sqlite (in the data folder) or influx; sqlite."),
        ("--Influx:Url", "Address of InfluxDB; http://127.0.0.1:8086."),
        ("--Influx:Database", "Its database, made if missing; facilities."),
        ("--Influx:RetentionPolicy", "Retention policy to write to and read from; the database's default."),
        ("--Influx:RetentionDays", "What a retention policy made by this service keeps; all."),
        ("--Influx:User", "With a password, for InfluxDB 1.x."),
        ("--Influx:Password", "Better by file."),
        ("--Influx:PasswordFile", "File whose first line is the password."),
        ("--Influx:Token", "Instead of user and password, for InfluxDB 2.x and 3.x; better by file."),
        ("--Influx:TokenFile", "File whose first line is the token."),
        ("--Influx:CaFile", "PEM file of the authorities that InfluxDB's certificate descends from; the system's."),
        ("--Influx:WritePath", "write, or api-v2 for /api/v2/write; write."),
        ("--Influx:Organisation", "For api-v2."),
        ("--Influx:RollUps", "Make roll-ups of ended days in InfluxDB, and answer from them; true."),
        ("--Influx:RollUpPolicy", "Retention policy of the roll-ups; that of the samples, or with RetentionDays one of its name and _rollups."),
        ("--Influx:Gzip", "Compress what is written; true unless InfluxDB is on this machine."),
        ("--Influx:TimeoutSeconds", "Longest wait for an answer; 15."),
        ("--Influx:BatchLines", "Most readings of one request; 10000."),
        ("--Ingest:Hosted", "Dashboard only: false serves pages beside ingest processes on the same PostgreSQL; true."),
        ("--Ingest:Sites", "Codes of the sites that this process judges, with commas; all when empty."),
        ("--Admin:Password", "Dashboard only: the first administrator's, while there is none; better by file."),
        ("--Admin:PasswordFile", "File whose first line is that password."),
        ("--Accounts:RequireSecondFactor", "Dashboard only: administrators and regulators must set up a code after the password; true without --demo."),
        ("--Notify:PublicUrl", "How people reach the pages, for links in messages; without it messages carry none."),
        ("--Notify:Hosts", "Where messages may be sent to, with commas: names, addresses, networks; the robots of WeCom, DingTalk and Feishu."),
        ("--Notify:TimeoutSeconds", "Longest wait for a receiver; 10."),
        ("--Notify:Smtp:Host", "Mail server; no mail without it."),
        ("--Notify:Smtp:Port", "587."),
        ("--Notify:Smtp:Tls", "STARTTLS is demanded; true."),
        ("--Notify:Smtp:User", "If it asks for a sign-in."),
        ("--Notify:Smtp:Password", "Better by file."),
        ("--Notify:Smtp:PasswordFile", "File whose first line is the password."),
        ("--Notify:Smtp:From", "Address that mail comes from."),
        ("--Notify:Sms:Url", "Gateway that sends SMS; none without it."),
        ("--Notify:Sms:Secret", "Signs the requests to it; better by file."),
        ("--Notify:Sms:SecretFile", "File whose first line is that secret."),
        ("--Notify:Sms:Template", "Its template for alerts; fault-alert."),
        ("--Notify:Sms:ClosedTemplate", "Its template for what is over; fault-closed."),
        ("--Notify:Sms:FollowUpTemplate", "Its template for the question to who reported a fault; fault-follow-up."),
        ("--Journal:LimitBytes", "Size of the journal at which publishers are held back; 4294967296."),
        ("--Detection:SaveEverySeconds", "How often the detectors' state is saved; 15."),
    ];

    /// <summary>Also true for <c>--demo</c>, which takes no value.</summary>
    public static bool IsSetting(string name) =>
        name.Equals("--demo", StringComparison.OrdinalIgnoreCase) || Known.Any(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// <c>--Mqtt:Port=1884</c> as <c>--Mqtt:Port 1884</c>: the parser would take the colon in the key for the end of its name. A section named
    /// without a value (<c>--Mqtt=</c>, as test hosts do) says nothing and is left out.
    /// </summary>
    public static string[] Separate(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var result = new List<string>(args.Count);
        foreach (var arg in args)
        {
            var equals = arg.StartsWith("--", StringComparison.Ordinal) ? arg.IndexOf('=', StringComparison.Ordinal) : -1;
            if (equals < 0) result.Add(arg);
            else if (equals < arg.Length - 1) result.AddRange([arg[..equals], arg[(equals + 1)..]]);
        }

        return [.. result];
    }

    /// <summary>Declares every setting on a command and on those below it.</summary>
    public static void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        foreach (var (name, description) in Known)
            command.Options.Add(new Option<string>(name) { Description = description, Recursive = true });
        command.Options.Add(new Option<bool>("--demo", "--Demo") { Description = "Seeded sites, anonymous devices from this machine, accounts printed at start.", Recursive = true });
    }
}
