using Facilities.Domain.Audit;
using Facilities.Storage.Relational.Audit;
using Facilities.Storage.Relational.Messaging;
using Facilities.Storage.Relational.Notifications;
using Facilities.Storage.Relational.Signals;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational;

/// <summary>One transaction in the making. Valid until the work returns; not thread-safe.</summary>
public sealed class WriteUnit
{
    private readonly List<AuditDraft> _drafts = [];
    private readonly List<Action> _afterCommit = [];
    private readonly DomainEventAudit _domainEvents;

    internal WriteUnit(FacilitiesDb db)
    {
        Db = db;
        _domainEvents = new DomainEventAudit(db);
    }

    public FacilitiesDb Db { get; }

    internal bool FilledOutbox { get; private set; }

    /// <summary>Puts a message for the world outside into the outbox; it leaves only if the transaction commits.</summary>
    public void Tell(string kind, string key, string payload)
    {
        // Delivery is a machine's matter and goes by the system clock.
        var now = TimeProvider.System.GetUtcNow();
        Db.Outbox.Add(new OutboxMessage { Kind = kind, Key = key, Payload = payload, CreatedAt = now, NotBefore = now });
        FilledOutbox = true;
    }

    /// <summary>Has people told of something; the sender is woken once the transaction has committed.</summary>
    public void Tell(Notice notice)
    {
        Db.Notices.Add(notice);
        FilledOutbox = true;
    }

    /// <summary>
    /// Enters something into the audit chain. Histories of faults and claims and results of inspections enter by themselves; this is for
    /// what has no history of its own (thresholds, contracts, accounts).
    /// </summary>
    public void Audit(AuditDraft draft) => _drafts.Add(draft);

    /// <summary>Runs once the transaction has committed; for hints to whoever looks, never for work that must not be lost.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    internal async Task SaveAsync(CancellationToken cancellationToken)
    {
        await Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        _domainEvents.Stop();
        _drafts.InsertRange(0, _domainEvents.Drafts());
        if (FilledOutbox && Db.Database.IsNpgsql()) await WakeDispatchersAsync(cancellationToken).ConfigureAwait(false);
        if (_drafts.Count == 0) return;
        await AuditAppender.AppendAsync(Db, _drafts, cancellationToken).ConfigureAwait(false);
        await Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>PostgreSQL delivers it with the commit, or never: the dispatcher of whichever process has the turn needs not wait for its poll.</summary>
    private Task<int> WakeDispatchersAsync(CancellationToken cancellationToken) =>
        Db.Database.ExecuteSqlAsync($"SELECT pg_notify({ProcessSignals.NameOf(SignalChannel.Outbox)}, '')", cancellationToken);

    internal void Committed()
    {
        foreach (var action in _afterCommit) action();
    }
}
