using Facilities.Domain.Faults;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Delivering;

/// <summary>Which of a lane's waiting deliveries go as one message, and how many go at all. Pure.</summary>
internal static class DeliveryBatches
{
    /// <summary>So much of a limit is left when merging begins: the next minute's first ones should not have to wait.</summary>
    private const int Near = 3;

    /// <param name="waiting">Of one lane, in their order.</param>
    /// <param name="free">How many messages the receiver takes now.</param>
    /// <param name="merges">People read there.</param>
    public static IReadOnlyList<IReadOnlyList<Delivery>> Of(IReadOnlyList<Delivery> waiting, int free, bool merges)
    {
        var batches = new List<IReadOnlyList<Delivery>>();
        // What was tried before goes again as the same message: a receiver that has it knows it by its id.
        batches.AddRange(waiting.Where(static delivery => delivery.MessageId is not null).GroupBy(static delivery => delivery.MessageId).Select(static group => group.ToList()));
        var fresh = waiting.Where(static delivery => delivery.MessageId is null).ToList();
        batches.AddRange(fresh.Where(static delivery => delivery.Severity == Severity.P1).Select(static delivery => new[] { delivery }));
        var others = fresh.Where(static delivery => delivery.Severity != Severity.P1).ToList();
        if (merges)
        {
            var digest = others.Where(IsDigest).ToList();
            if (digest.Count > 0) batches.Add(digest);
            others.RemoveAll(IsDigest);
            if (others.Count > 1 && others.Count > free - batches.Count - Near)
            {
                batches.Add(others);
                others = [];
            }
        }

        batches.AddRange(others.Select(static delivery => new[] { delivery }));
        return [.. batches.Take(free)];
    }

    /// <summary>It waited for the morning.</summary>
    public static bool IsDigest(Delivery delivery) => delivery.DueAt > delivery.CreatedAt;
}
