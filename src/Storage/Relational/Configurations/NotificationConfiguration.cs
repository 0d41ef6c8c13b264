using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational.Access;
using Facilities.Storage.Relational.Conventions;
using Facilities.Storage.Relational.Faults;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class NotificationConfiguration
    : IEntityTypeConfiguration<Notice>, IEntityTypeConfiguration<Delivery>, IEntityTypeConfiguration<NotificationChannel>, IEntityTypeConfiguration<ContactCard>,
        IEntityTypeConfiguration<AcknowledgeLink>, IEntityTypeConfiguration<FaultReporter>, IEntityTypeConfiguration<FollowUpLink>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notices");
        builder.Property(notice => notice.Recipients).AsUserSet();
        builder.Property(notice => notice.Cause).HasMaxLength(Notice.CauseLength);
        builder.HasIndex(notice => notice.Cause).IsUnique();
        // The waiting ones are few, the handled ones many.
        builder.HasIndex(notice => notice.Id).HasFilter("handled_at IS NULL").HasDatabaseName("ix_notices_waiting");
        builder.HasIndex(notice => notice.FaultId);
        builder.HasIndex(notice => new { notice.CommunityId, notice.CreatedAt });
        builder.HasOne<Fault>().WithMany().HasForeignKey(notice => notice.FaultId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Community>().WithMany().HasForeignKey(notice => notice.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("deliveries");
        builder.Property(delivery => delivery.Target).HasMaxLength(Delivery.TargetLength);
        builder.Property(delivery => delivery.Code).HasMaxLength(Delivery.CodeLength);
        builder.Property(delivery => delivery.Detail).HasMaxLength(Delivery.DetailLength);
        builder.HasIndex(delivery => new { delivery.NoticeId, delivery.Target, delivery.Kind }).IsUnique().HasDatabaseName("ux_deliveries_once");
        builder.HasIndex(delivery => delivery.Id).HasFilter("state = 1").HasDatabaseName("ix_deliveries_queued");
        builder.HasIndex(delivery => new { delivery.UserId, delivery.Kind, delivery.ReadAt });
        builder.HasIndex(delivery => delivery.FaultId);
        builder.HasIndex(delivery => delivery.CreatedAt);
        builder.HasOne<Notice>().WithMany().HasForeignKey(delivery => delivery.NoticeId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<NotificationChannel> builder)
    {
        builder.ToTable("notification_channels");
        builder.Property(channel => channel.Name).HasMaxLength(100);
        builder.Property(channel => channel.Host).HasMaxLength(255);
        builder.Property(channel => channel.Locale).HasMaxLength(16);
        builder.HasIndex(channel => channel.CommunityId);
        builder.HasOne<Community>().WithMany().HasForeignKey(channel => channel.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ContactCard> builder)
    {
        builder.ToTable("contact_cards");
        builder.HasKey(card => card.UserId);
        builder.Property(card => card.UserId).ValueGeneratedNever();
        builder.Property(card => card.Phone).HasMaxLength(32);
        builder.Property(card => card.Mail).HasMaxLength(254);
        builder.Property(card => card.Order).HasMaxLength(32);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(card => card.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AcknowledgeLink> builder)
    {
        builder.ToTable("acknowledge_links");
        builder.HasIndex(link => new { link.FaultId, link.UserId });
        builder.HasIndex(link => link.ExpiresAt);
        builder.HasOne<Fault>().WithMany().HasForeignKey(link => link.FaultId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FaultReporter> builder)
    {
        builder.ToTable("fault_reporters");
        builder.Property(reporter => reporter.Name).HasMaxLength(60);
        builder.Property(reporter => reporter.Phone).HasMaxLength(32);
        builder.Property(reporter => reporter.Mail).HasMaxLength(254);
        builder.Property(reporter => reporter.Locale).HasMaxLength(16);
        builder.HasIndex(reporter => reporter.FaultId);
        builder.HasOne<Fault>().WithMany().HasForeignKey(reporter => reporter.FaultId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FollowUpLink> builder)
    {
        builder.ToTable("follow_up_links");
        builder.HasIndex(link => new { link.ReporterId, link.Round }).IsUnique().HasDatabaseName("ux_follow_up_links_round");
        builder.HasIndex(link => link.FaultId);
        builder.HasOne<FaultReporter>().WithMany().HasForeignKey(link => link.ReporterId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Fault>().WithMany().HasForeignKey(link => link.FaultId).OnDelete(DeleteBehavior.Cascade);
    }
}
