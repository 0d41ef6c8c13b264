using Facilities.Operations.Notifications.Sending;

namespace Facilities.Operations.Tests.Notifications;

internal static class Messages
{
    public static OutgoingMessage Entrapment { get; } = new()
    {
        Id = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        FirstLine = "【P1】望海公寓 1号楼 1号梯 困人，10:05 前接单",
        Lines = ["F-2026-0012 新故障，09:58 发现", "派给 恒升电梯"],
        Link = new Uri("https://f.example.com/faults/17"),
        LinkText = "查看故障",
        PersonalLink = new Uri("https://f.example.com/a/AbCdEf0123456789"),
        PersonalLinkText = "打开后一键接单：",
        Fields = new MessageFields("opened", 1_700_000_000_000, Fault: 17, Number: "F-2026-0012", Severity: 1, State: "Dispatched", Family: "entrapment", Mode: "entrapment",
            Site: "wanghai", Asset: "lift-1", Place: "望海公寓 1号楼 1号梯", What: "困人", DueAt: 1_700_000_300_000, Deadline: "10:05"),
    };
}
