using Facilities.Operations.Notifications.Sending;

namespace Facilities.Operations.Notifications;

/// <summary>What an operator sets about messages. Immutable.</summary>
public sealed record NotificationSettings
{
    /// <summary>The three vendors' robots (domain.md §8).</summary>
    public static IReadOnlyList<string> RobotHosts { get; } = ["qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn"];

    /// <summary><c>Notify:Hosts</c>: where messages may be sent to: host names, and addresses or networks by number.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = RobotHosts;

    /// <summary><c>Notify:PublicUrl</c>: how people reach the pages; null: messages carry no links.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Null: no mail.</summary>
    public SmtpSettings? Smtp { get; init; }

    /// <summary>Null: no SMS.</summary>
    public SmsSettings? Sms { get; init; }

    /// <summary><c>Notify:TimeoutSeconds</c>: longest wait for a receiver. Robots answer within a second; a mail server that greylists takes several.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first pause after a failure; each further one is three times as long, and all are jittered.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After this long a receiver's lane begins nothing more and gives its place to others; what is left stays due.</summary>
    public TimeSpan LongestTurn { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Tries for a person before the next way is taken: with pauses of 1, 3 and 9 s about a quarter of a minute.</summary>
    public int TriesPerPerson { get; init; } = 4;

    /// <summary>Tries for a group, which has no other way: about twenty minutes.</summary>
    public int TriesPerGroup { get; init; } = 10;

    /// <summary>Why nothing could ever be sent to this gateway, whose host is listed by being set, as a code; null: it can.</summary>
    public static string? GatewayMistake(Uri gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        try
        {
            return new OutgoingHosts([OutgoingHosts.EntryOf(gateway)]).Refusal(gateway);
        }
        catch (FormatException)
        {
            return "address_invalid";
        }
    }

    /// <summary>The first entry that is neither a host name nor an address nor a network; null: there is none.</summary>
    public static string? HostMistake(IEnumerable<string> hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        foreach (var host in hosts)
        {
            try
            {
                _ = new OutgoingHosts([host]);
            }
            catch (FormatException)
            {
                return host;
            }
        }

        return null;
    }
}
