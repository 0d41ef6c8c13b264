using Facilities.Storage.Relational.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class MessagingConfiguration
    : IEntityTypeConfiguration<OutboxMessage>, IEntityTypeConfiguration<ConsumerPosition>, IEntityTypeConfiguration<RetainedMessage>,
        IEntityTypeConfiguration<StoredSession>, IEntityTypeConfiguration<StoredSessionMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.Property(message => message.Kind).HasMaxLength(64);
        builder.Property(message => message.Key).HasMaxLength(200);
        builder.Property(message => message.LastError).HasMaxLength(500);
        // The waiting ones are few, the sent ones many.
        builder.HasIndex(message => message.Id).HasFilter("sent_at IS NULL").HasDatabaseName("ix_outbox_waiting");
        builder.HasIndex(message => message.SentAt);
    }

    public void Configure(EntityTypeBuilder<ConsumerPosition> builder)
    {
        builder.ToTable("consumer_positions");
        builder.HasKey(position => position.Consumer);
        builder.Property(position => position.Consumer).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<RetainedMessage> builder)
    {
        builder.ToTable("retained_messages");
        builder.HasKey(message => new { message.Topic, message.Audience });
        builder.Property(message => message.Audience).HasMaxLength(64);
        // A topic name has at most 65,535 bytes (MQTT 5 §1.5.4); no length limit of ours.
    }

    public void Configure(EntityTypeBuilder<StoredSession> builder)
    {
        builder.ToTable("mqtt_sessions");
        builder.HasKey(session => session.ClientId);
        // The listener takes 256 characters at most, and credentials have 100.
        builder.Property(session => session.ClientId).HasMaxLength(256);
        builder.Property(session => session.UserName).HasMaxLength(200);
        builder.Property(session => session.Audience).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<StoredSessionMessage> builder)
    {
        builder.ToTable("mqtt_session_messages");
        builder.HasKey(message => new { message.ClientId, message.Sequence });
        builder.Property(message => message.ClientId).HasMaxLength(256);
    }
}
